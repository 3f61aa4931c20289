#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _18
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _42 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _45 = (_42 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _55 = SPIRV_CROSS_CONSTANT_ID_0;

struct _92
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    uint _m5;
    uint _m6;
    uint _m7;
};

struct _109
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _129 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _134 = SPIRV_CROSS_CONSTANT_ID_3;

struct _138
{
    uint _m0[1];
};

constant uint _158 = (_129 * _134);
constant uint _160 = (_129 * _134);

struct _257
{
    uint4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _319 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _320 = (_319 == 1u);
constant uint _330 = (_129 * _134);
constant uint _343 = (_129 * _134);
constant uint _346 = (8u * _55);
constant uint _370 = (_129 * _134);
constant uint _396 = (_129 * _134);
constant uint _397 = (_396 + _55);
constant uint _398 = (_397 - 1u);
constant uint _399 = (_398 / _55);
constant uint _417 = (_129 * _134);
constant uint _461 = (_129 * _134);

struct _477
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _498 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_498, 1u, 1u);

kernel void main0(constant _92& _94 [[buffer(0)]], const device _138& _140 [[buffer(1)]], const device _109& _111 [[buffer(2)]], const device _257& _259 [[buffer(3)]], device _477& _479 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _58[_55];
    threadgroup float _349[_346];
    uint _130 = gl_WorkGroupID.x * _129;
    uint _135 = gl_WorkGroupID.y * _134;
    uint _150 = _140._m0[_94._m6] - _94._m7;
    float _163[_160];
    for (uint _596 = 0u; _596 < _158; )
    {
        _163[_596] = 0.0;
        _596++;
        continue;
    }
    uint _597;
    _597 = gl_LocalInvocationID.x;
    _18 _189[_129];
    float4 _225[_134];
    for (; _597 < _94._m0; _597 += _55)
    {
        for (uint _616 = 0u; _616 < _129; )
        {
            _189[_616] = _18{ uint4(4u * ((min((_130 + _616), (_94._m3 - 1u)) * _94._m0) + _597)), 1.0, 0.0 };
            _616++;
            continue;
        }
        uint _617;
        _617 = 0u;
        for (; _617 < 4u; _617++)
        {
            for (uint _620 = 0u; _620 < _134; )
            {
                _225[_620] = _111._m0[((_94._m7 + min((_135 + _620), (_150 - 1u))) * (_94._m2 / 4u)) + ((4u * _597) + _617)];
                _620++;
                continue;
            }
            uint _621;
            _621 = 0u;
            for (; _621 < _129; _621++)
            {
                float4 _268 = as_type<float4>(_259._m0[_189[_621]._m0.x + _617]);
                for (uint _624 = 0u; _624 < _134; )
                {
                    uint _281 = (_624 * _129) + _621;
                    _163[_281] = fma(_225[_624].w, _268.w, fma(_225[_624].z, _268.z, fma(_225[_624].y, _268.y, fma(_225[_624].x, _268.x, _163[_281]))));
                    _624++;
                    continue;
                }
            }
        }
    }
    float _402[_399];
    if (_320)
    {
        uint _606;
        _606 = 0u;
        uint _342;
        for (; _606 < _330; _606 = _342)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _610;
            _610 = _606;
            for (;;)
            {
                _342 = _606 + 8u;
                if (_610 < min(_342, _343))
                {
                    _349[((_610 - _606) * _55) + gl_LocalInvocationID.x] = _163[_610];
                    _610++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _368 = ((gl_LocalInvocationID.x + _55) - (_606 % _55)) % _55;
            if (_368 < min(8u, (_370 - _606)))
            {
                float _614;
                _614 = 0.0;
                for (uint _612 = 0u; _612 < _55; )
                {
                    _614 += _349[(_368 * _55) + _612];
                    _612++;
                    continue;
                }
                _402[_606 / _55] = _614;
            }
        }
    }
    else
    {
        for (uint _598 = 0u; _598 < _417; _598++)
        {
            float _423 = _163[_598];
            float _601;
            do
            {
                float _554 = simd_sum(_423);
                if (_45)
                {
                    _601 = _554;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _558 = simd_is_first();
                if (_558)
                {
                    _58[gl_SubgroupID] = _554;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _600;
                _600 = _58[0];
                for (uint _599 = 1u; _599 < gl_NumSubgroups; )
                {
                    _600 += _58[_599];
                    _599++;
                    continue;
                }
                _601 = _600;
                break;
            } while(false);
            if ((_598 % _55) == gl_LocalInvocationID.x)
            {
                _402[_598 / _55] = _601;
            }
        }
    }
    for (uint _607 = 0u; _607 < _399; _607++)
    {
        uint _449 = (_607 * _55) + gl_LocalInvocationID.x;
        uint _454 = _130 + (_449 % _129);
        uint _459 = _135 + (_449 / _129);
        bool _462 = _449 < _461;
        bool _469;
        if (_462)
        {
            _469 = _454 < _94._m3;
        }
        else
        {
            _469 = _462;
        }
        if (_469 && (_459 < _150))
        {
            _479._m0[((_459 * _94._m5) + _94._m4) + _454] = _402[_607];
        }
    }
}


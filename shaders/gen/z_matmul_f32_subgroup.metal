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

constant uint _326 = (_129 * _134);
constant uint _340 = (_129 * _134);
constant uint _341 = (_340 + _55);
constant uint _342 = (_341 - 1u);
constant uint _343 = (_342 / _55);
constant uint _377 = (_129 * _134);

struct _393
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _414 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_414, 1u, 1u);

kernel void main0(constant _92& _94 [[buffer(0)]], const device _138& _140 [[buffer(1)]], const device _109& _111 [[buffer(2)]], const device _257& _259 [[buffer(3)]], device _393& _395 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _58[_55];
    uint _130 = gl_WorkGroupID.x * _129;
    uint _135 = gl_WorkGroupID.y * _134;
    uint _150 = _140._m0[_94._m6] - _94._m7;
    float _163[_160];
    for (uint _504 = 0u; _504 < _158; )
    {
        _163[_504] = 0.0;
        _504++;
        continue;
    }
    uint _505;
    _505 = gl_LocalInvocationID.x;
    _18 _189[_129];
    float4 _225[_134];
    for (; _505 < _94._m0; _505 += _55)
    {
        for (uint _517 = 0u; _517 < _129; )
        {
            _189[_517] = _18{ uint4(4u * ((min((_130 + _517), (_94._m3 - 1u)) * _94._m0) + _505)), 1.0, 0.0 };
            _517++;
            continue;
        }
        uint _518;
        _518 = 0u;
        for (; _518 < 4u; _518++)
        {
            for (uint _521 = 0u; _521 < _134; )
            {
                _225[_521] = _111._m0[((_94._m7 + min((_135 + _521), (_150 - 1u))) * (_94._m2 / 4u)) + ((4u * _505) + _518)];
                _521++;
                continue;
            }
            uint _522;
            _522 = 0u;
            for (; _522 < _129; _522++)
            {
                float4 _268 = as_type<float4>(_259._m0[_189[_522]._m0.x + _518]);
                for (uint _525 = 0u; _525 < _134; )
                {
                    uint _281 = (_525 * _129) + _522;
                    _163[_281] = fma(_225[_525].w, _268.w, fma(_225[_525].z, _268.z, fma(_225[_525].y, _268.y, fma(_225[_525].x, _268.x, _163[_281]))));
                    _525++;
                    continue;
                }
            }
        }
    }
    float _346[_343];
    for (uint _506 = 0u; _506 < _326; _506++)
    {
        float _332 = _163[_506];
        float _512;
        do
        {
            float _462 = simd_sum(_332);
            if (_45)
            {
                _512 = _462;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _466 = simd_is_first();
            if (_466)
            {
                _58[gl_SubgroupID] = _462;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _511;
            _511 = _58[0];
            for (uint _510 = 1u; _510 < gl_NumSubgroups; )
            {
                _511 += _58[_510];
                _510++;
                continue;
            }
            _512 = _511;
            break;
        } while(false);
        if ((_506 % _55) == gl_LocalInvocationID.x)
        {
            _346[_506 / _55] = _512;
        }
    }
    for (uint _507 = 0u; _507 < _343; _507++)
    {
        uint _365 = (_507 * _55) + gl_LocalInvocationID.x;
        uint _370 = _130 + (_365 % _129);
        uint _375 = _135 + (_365 / _129);
        bool _378 = _365 < _377;
        bool _385;
        if (_378)
        {
            _385 = _370 < _94._m3;
        }
        else
        {
            _385 = _378;
        }
        if (_385 && (_375 < _150))
        {
            _395._m0[((_375 * _94._m5) + _94._m4) + _370] = _346[_507];
        }
    }
}


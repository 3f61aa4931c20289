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

struct _131
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _162 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _167 = SPIRV_CROSS_CONSTANT_ID_3;

struct _171
{
    uint _m0[1];
};

constant uint _191 = (_162 * _167);
constant uint _193 = (_162 * _167);

struct _289
{
    uint4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _351 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _352 = (_351 == 1u);
constant uint _362 = (_162 * _167);
constant uint _375 = (_162 * _167);
constant uint _378 = (8u * _55);
constant uint _402 = (_162 * _167);
constant uint _428 = (_162 * _167);
constant uint _429 = (_428 + _55);
constant uint _430 = (_429 - 1u);
constant uint _431 = (_430 / _55);
constant uint _449 = (_162 * _167);
constant uint _493 = (_162 * _167);

struct _509
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _529 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_529, 1u, 1u);

kernel void main0(constant _92& _94 [[buffer(0)]], const device _171& _173 [[buffer(1)]], const device _131& _133 [[buffer(2)]], const device _289& _291 [[buffer(3)]], device _509& _511 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _58[_55];
    threadgroup float _381[_378];
    uint _163 = gl_WorkGroupID.x * _162;
    uint _168 = gl_WorkGroupID.y * _167;
    uint _183 = _173._m0[_94._m6] - _94._m7;
    float _196[_193];
    for (uint _659 = 0u; _659 < _191; )
    {
        _196[_659] = 0.0;
        _659++;
        continue;
    }
    uint _660;
    _660 = gl_LocalInvocationID.x;
    _18 _222[_162];
    float4 _258[_167];
    for (; _660 < _94._m0; _660 += _55)
    {
        for (uint _679 = 0u; _679 < _162; )
        {
            _222[_679] = _18{ uint4(4u * ((min((_163 + _679), (_94._m3 - 1u)) * _94._m0) + _660)), 1.0, 0.0 };
            _679++;
            continue;
        }
        for (uint _680 = 0u; _680 < 4u; _680++)
        {
            for (uint _683 = 0u; _683 < _167; _683++)
            {
                uint _268 = _94._m7 + min((_168 + _683), (_183 - 1u));
                uint _570 = 4u * ((4u * _660) + _680);
                float _692;
                if (_570 < _94._m2)
                {
                    _692 = _133._m0[(_268 * _94._m2) + min(_570, (_94._m2 - 1u))];
                }
                else
                {
                    _692 = 0.0;
                }
                uint _709 = _570 + 1u;
                float _728;
                if (_709 < _94._m2)
                {
                    _728 = _133._m0[(_268 * _94._m2) + min(_709, (_94._m2 - 1u))];
                }
                else
                {
                    _728 = 0.0;
                }
                uint _738 = _570 + 2u;
                float _757;
                if (_738 < _94._m2)
                {
                    _757 = _133._m0[(_268 * _94._m2) + min(_738, (_94._m2 - 1u))];
                }
                else
                {
                    _757 = 0.0;
                }
                uint _767 = _570 + 3u;
                float _786;
                if (_767 < _94._m2)
                {
                    _786 = _133._m0[(_268 * _94._m2) + min(_767, (_94._m2 - 1u))];
                }
                else
                {
                    _786 = 0.0;
                }
                _258[_683] = float4(_692, _728, _757, _786);
            }
            uint _684;
            _684 = 0u;
            for (; _684 < _162; _684++)
            {
                float4 _300 = as_type<float4>(_291._m0[_222[_684]._m0.x + _680]);
                for (uint _687 = 0u; _687 < _167; )
                {
                    uint _313 = (_687 * _162) + _684;
                    _196[_313] = fma(_258[_687].w, _300.w, fma(_258[_687].z, _300.z, fma(_258[_687].y, _300.y, fma(_258[_687].x, _300.x, _196[_313]))));
                    _687++;
                    continue;
                }
            }
        }
    }
    float _434[_431];
    if (_352)
    {
        uint _669;
        _669 = 0u;
        uint _374;
        for (; _669 < _362; _669 = _374)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _673;
            _673 = _669;
            for (;;)
            {
                _374 = _669 + 8u;
                if (_673 < min(_374, _375))
                {
                    _381[((_673 - _669) * _55) + gl_LocalInvocationID.x] = _196[_673];
                    _673++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _400 = ((gl_LocalInvocationID.x + _55) - (_669 % _55)) % _55;
            if (_400 < min(8u, (_402 - _669)))
            {
                float _677;
                _677 = 0.0;
                for (uint _675 = 0u; _675 < _55; )
                {
                    _677 += _381[(_400 * _55) + _675];
                    _675++;
                    continue;
                }
                _434[_669 / _55] = _677;
            }
        }
    }
    else
    {
        for (uint _661 = 0u; _661 < _449; _661++)
        {
            float _455 = _196[_661];
            float _664;
            do
            {
                float _617 = simd_sum(_455);
                if (_45)
                {
                    _664 = _617;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _621 = simd_is_first();
                if (_621)
                {
                    _58[gl_SubgroupID] = _617;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _663;
                _663 = _58[0];
                for (uint _662 = 1u; _662 < gl_NumSubgroups; )
                {
                    _663 += _58[_662];
                    _662++;
                    continue;
                }
                _664 = _663;
                break;
            } while(false);
            if ((_661 % _55) == gl_LocalInvocationID.x)
            {
                _434[_661 / _55] = _664;
            }
        }
    }
    for (uint _670 = 0u; _670 < _431; _670++)
    {
        uint _481 = (_670 * _55) + gl_LocalInvocationID.x;
        uint _486 = _163 + (_481 % _162);
        uint _491 = _168 + (_481 / _162);
        bool _494 = _481 < _493;
        bool _501;
        if (_494)
        {
            _501 = _486 < _94._m3;
        }
        else
        {
            _501 = _494;
        }
        if (_501 && (_491 < _183))
        {
            _511._m0[((_491 * _94._m5) + _94._m4) + _486] = _434[_670];
        }
    }
}


#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _17
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _53 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _56 = (_53 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _66 = SPIRV_CROSS_CONSTANT_ID_0;

struct _173
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

struct _196
{
    uint _m0[1];
};

struct _215
{
    uint _m0[1];
};

struct _244
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _264 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _269 = SPIRV_CROSS_CONSTANT_ID_3;

struct _273
{
    uint _m0[1];
};

constant uint _291 = (_264 * _269);
constant uint _293 = (_264 * _269);
constant uint _452 = (_264 * _269);
constant uint _466 = (_264 * _269);
constant uint _467 = (_466 + _66);
constant uint _468 = (_467 - 1u);
constant uint _469 = (_468 / _66);
constant uint _503 = (_264 * _269);

struct _519
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _539 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_539, 1u, 1u);

kernel void main0(constant _173& _175 [[buffer(0)]], const device _273& _275 [[buffer(1)]], const device _244& _246 [[buffer(2)]], const device _215& _217 [[buffer(3)]], const device _196& _198 [[buffer(4)]], device _519& _521 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _69[_66];
    uint _265 = gl_WorkGroupID.x * _264;
    uint _270 = gl_WorkGroupID.y * _269;
    uint _283 = _275._m0[_175._m6] - _175._m7;
    float _296[_293];
    for (uint _739 = 0u; _739 < _291; )
    {
        _296[_739] = 0.0;
        _739++;
        continue;
    }
    uint _740;
    _740 = gl_LocalInvocationID.x;
    _17 _322[_264];
    float4 _357[_269];
    for (; _740 < _175._m0; _740 += _66)
    {
        for (uint _752 = 0u; _752 < _264; )
        {
            uint _331 = min((_265 + _752), (_175._m3 - 1u));
            uint _565 = (_331 * _175._m1) + (5u * (_740 >> uint(4)));
            uint _572 = 3u * ((_331 * _175._m0) + _740);
            _322[_752] = _17{ uint4(_217._m0[_572], _217._m0[_572 + 1u], _217._m0[_572 + 2u], 0u), float2(as_type<half2>(_198._m0[_565])).x * float(extract_bits(int(_198._m0[(_565 + 1u) + ((_740 >> uint(2)) & 3u)]), uint(int(8u * (_740 & 3u))), uint(8))), 0.0 };
            _752++;
            continue;
        }
        uint _753;
        _753 = 0u;
        for (; _753 < 4u; _753++)
        {
            for (uint _756 = 0u; _756 < _269; )
            {
                _357[_756] = _246._m0[((_175._m7 + min((_270 + _756), (_283 - 1u))) * (_175._m2 / 4u)) + ((4u * _740) + _753)];
                _756++;
                continue;
            }
            uint _757;
            _757 = 0u;
            for (; _757 < _264; _757++)
            {
                uint _629 = _322[_757]._m0.z >> (8u * _753);
                uint4 _725 = _322[_757]._m0;
                uint _665 = _725[_753 >> uint(1)] >> (16u * (_753 & 1u));
                float4 _654 = (float4(uint4(_665 & 15u, (_665 >> uint(4)) & 15u, (_665 >> uint(8)) & 15u, (_665 >> uint(12)) & 15u) | (uint4(_629 & 3u, (_629 >> uint(2)) & 3u, (_629 >> uint(4)) & 3u, (_629 >> uint(6)) & 3u) << uint4(int4(4)))) - float4(32.0)) * _322[_757]._m1;
                for (uint _760 = 0u; _760 < _269; )
                {
                    uint _407 = (_760 * _264) + _757;
                    _296[_407] = fma(_357[_760].w, _654.w, fma(_357[_760].z, _654.z, fma(_357[_760].y, _654.y, fma(_357[_760].x, _654.x, _296[_407]))));
                    _760++;
                    continue;
                }
            }
        }
    }
    float _472[_469];
    for (uint _741 = 0u; _741 < _452; _741++)
    {
        float _458 = _296[_741];
        float _747;
        do
        {
            float _686 = simd_sum(_458);
            if (_56)
            {
                _747 = _686;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _690 = simd_is_first();
            if (_690)
            {
                _69[gl_SubgroupID] = _686;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _746;
            _746 = _69[0];
            for (uint _745 = 1u; _745 < gl_NumSubgroups; )
            {
                _746 += _69[_745];
                _745++;
                continue;
            }
            _747 = _746;
            break;
        } while(false);
        if ((_741 % _66) == gl_LocalInvocationID.x)
        {
            _472[_741 / _66] = _747;
        }
    }
    for (uint _742 = 0u; _742 < _469; _742++)
    {
        uint _491 = (_742 * _66) + gl_LocalInvocationID.x;
        uint _496 = _265 + (_491 % _264);
        uint _501 = _270 + (_491 / _264);
        bool _504 = _491 < _503;
        bool _511;
        if (_504)
        {
            _511 = _496 < _175._m3;
        }
        else
        {
            _511 = _504;
        }
        if (_511 && (_501 < _283))
        {
            _521._m0[((_501 * _175._m5) + _175._m4) + _496] = _472[_742];
        }
    }
}

